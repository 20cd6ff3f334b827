"""Who belongs to whom, over all pairs at once: the assignment of rows to columns with the largest sum of weights."""

LARGEST_GROUP = 120


def best_assignment(weights):
    """{row: column} with the largest sum; `weights` is {(row, column): weight above 0}, each row and column used once.

    Groups that share nothing are solved by themselves, each exactly (the Hungarian method); one of more than
    LARGEST_GROUP rows or columns goes by its largest weights first.
    """
    found = {}
    for pairs in _groups(weights):
        rows, columns = {row for row, _column in pairs}, {column for _row, column in pairs}
        if len(rows) == 1 or len(columns) == 1 or max(len(rows), len(columns)) > LARGEST_GROUP:
            found |= _largest_first(pairs)
        else:
            found |= _exactly(pairs, sorted(rows), sorted(columns))
    return found


def _groups(weights):
    """The pairs by connected groups, as lists of {pair: weight}."""
    parents = {}

    def top(node):
        while parents.setdefault(node, node) != node:
            parents[node] = node = parents[parents[node]]
        return node

    for row, column in weights:
        parents[top((0, row))] = top((1, column))
    groups = {}
    for (row, column), weight in weights.items():
        groups.setdefault(top((0, row)), {})[row, column] = weight
    return groups.values()


def _largest_first(pairs):
    found, used = {}, set()
    for (row, column), _weight in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if row not in found and column not in used:
            found[row] = column
            used.add(column)
    return found


def _exactly(pairs, rows, columns):
    """Shortest augmenting paths with potentials; a row may stay alone, at the cost of a pair without weight."""
    size = len(rows)
    columns = [*columns, *[None] * size]
    cost = [[-pairs.get((row, column), 0.0) for column in columns] for row in rows]
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (len(columns) + 1)
    owner = [0] * (len(columns) + 1)  # the row of each column, counted from 1; 0 is nobody
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, before, seen = [float("inf")] * len(owner), [0] * len(owner), [False] * len(owner)
        while owner[column]:
            seen[column] = True
            current, step, following = owner[column], float("inf"), 0
            for other in range(1, len(owner)):
                if seen[other]:
                    continue
                reduced = cost[current - 1][other - 1] - row_potential[current] - column_potential[other]
                if reduced < least[other]:
                    least[other], before[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(len(owner)):
                if seen[other]:
                    row_potential[owner[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    taken = {rows[owner[place + 1] - 1]: column for place, column in enumerate(columns) if owner[place + 1]}
    return {row: column for row, column in taken.items() if (row, column) in pairs}
