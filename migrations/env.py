"""Run each revision's step on the database named in the configuration; see forms_app/storage/schema.py."""

from alembic import context

bind = context.config.attributes["bind"]
connection = context.config.attributes["connection"]
if connection.dialect.name == "sqlite":
    # Batch mode drops and makes tables anew; with foreign keys on, that deletes the children's rows.
    # Said past SQLAlchemy, which would say BEGIN first: inside a transaction SQLite does not listen to this.
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    if driver.execute("PRAGMA foreign_keys").fetchone() != (0,):
        raise RuntimeError("Foreign keys are still on, as in an open transaction: migrating would delete rows.")
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations(bind=bind)
