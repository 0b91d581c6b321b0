"""The questions, one module each; `registry` names them."""
