"""Runs the queries of the rules in DuckDB over the same Parquet files.

Arguments: queries.json, tables.sql, folder of the world, file for the ids of the accepted queries.
A query that DuckDB does not accept (it uses a function of bonafide's own, or another dialect) is
left out; bonafide is then measured with the accepted rules only.
"""

import json
import pathlib
import sys

import duckdb

queries_path, tables_path, world, accepted_path = (pathlib.Path(word) for word in sys.argv[1:5])
database = duckdb.connect()
database.execute("SET threads TO 2")
database.execute("SET TimeZone = 'UTC'")
for statement in tables_path.read_text().split(";"):
    if statement.strip():
        database.execute(statement)
for table in [row[0] for row in database.execute("SHOW TABLES").fetchall()]:
    files = [world / f"{table}.parquet", *sorted((world / table).glob("*.parquet"))]
    files = [str(file) for file in files if file.exists()]
    if files:
        database.execute(f'DROP TABLE "{table}"')
        listed = ", ".join(f"'{file}'" for file in files)
        database.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}], union_by_name = true)')

accepted = []
for query in json.loads(queries_path.read_text()):
    try:
        database.execute(f"CREATE OR REPLACE TEMP TABLE result AS {query['sql']}")
        accepted.append(query["id"])
    except duckdb.Error:
        continue
accepted_path.write_text("\n".join(accepted))
print(len(accepted), "queries accepted")
