"""The functions and procedures that are known to read, on Neo4j 5 or the embedded engine.

Left out are the built-in `file` and `linenumber` of LOAD CSV and the `graph.…` of composite
databases; all that an administrator may have added, such as `apoc.…`; and what the embedded engine
alone knows, since a query shall run on both.
"""

from itertools import product

_PLAIN = """
    abs acos all allReduce allShortestPaths any asin atan atan2 avg btrim ceil ceiling char_length
    character_length coalesce collect cos cosh cot coth count date datetime degrees duration e
    elementId endNode exists exp floor haversin head id isEmpty isNaN keys labels last left length
    localdatetime localtime log log10 lower ltrim max min nodes none normalize nullIf
    percentileCont percentileDisc pi point properties radians rand randomUUID range reduce
    relationships replace reverse right round rtrim shortestPath sign sin single sinh size split
    sqrt startNode stDev stDevP substring sum tail tan tanh time timestamp toBoolean toBooleanList
    toBooleanOrNull toFloat toFloatList toFloatOrNull toInteger toIntegerList toIntegerOrNull
    toLower toString toStringList toStringOrNull toUpper trim type upper valueType
    datetime.fromEpoch datetime.fromEpochMillis duration.between duration.inDays duration.inMonths
    duration.inSeconds point.distance point.withinBBox vector.similarity.cosine
    vector.similarity.euclidean
"""
_MOMENTS = ("date", "datetime", "localdatetime", "localtime", "time")
_OF_MOMENTS = ("realtime", "statement", "transaction", "truncate")

# In small letters: Cypher takes built-in functions in any.
FUNCTIONS = frozenset(
    [one.lower() for one in _PLAIN.split()]
    + [f"{moment}.{one}" for moment, one in product(_MOMENTS, _OF_MOMENTS)]
)

PROCEDURES = frozenset(
    {
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)

# Keywords that a bracket may follow, which then is no call of a function.
_KEYWORDS = """
    ALL AND ANY ASC BY CALL CASE CONTAINS DESC DISTINCT ELSE GROUP GROUPS IN LIMIT MATCH NOT OFFSET
    ON OR PATH PATHS RETURN SHORTEST SKIP THEN UNWIND WALK WHEN WHERE WITH XOR
"""
BEFORE_BRACKET = frozenset(_KEYWORDS.split())
