"""YAML files in, entities and problems out: the only place that knows YAML."""
