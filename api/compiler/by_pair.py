"""The first relations of all actors in the order of their pairs, which indexes have: a page costs what it shows."""

from linkage.api.compiler.cypher import Call, MatchClause, Return, Union, With, subquery
from linkage.graph.families import Family


def by_pair(y: str, conditions: list[str], limit: str, order: str, bound: str) -> Call:
    """
    The first *limit* relations `y` under the conditions of each family in an *order* by pairs, which have a *bound*.

    Whoever calls sorts what comes of the families together.
    """
    # An index over two properties gives their order only to who asks for both.
    known = [bound, f"{y}.id >= ''"]
    ordered = With((y,), order, limit)
    return subquery(
        "",
        Union(
            [
                [MatchClause(f"()-[{y}:{family.name}]->()", known + conditions), ordered, Return((y,))]
                for family in Family
            ]
        ),
    )
