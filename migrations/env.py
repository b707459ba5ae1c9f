"""Run each revision's step on the database named in the configuration; see forms_app/storage/schema.py."""

from alembic import context

bind = context.config.attributes["bind"]
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    transaction_per_migration=True,
)
if connection.dialect.name == "sqlite":
    # Batch mode drops and makes tables anew; with foreign keys on, that deletes the children's rows.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.commit()
with context.begin_transaction():
    context.run_migrations(bind=bind)
