"""Accounts and their roles, in `people`; with web/accounts.py one of the two files that know Flask-Security."""

import uuid

from flask import current_app
from flask_security import AsaList  # noqa: F401  migrations name it
from flask_security.datastore import SQLAlchemySessionUserDatastore
from flask_security.models import sqla
from sqlalchemy import select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, relationship, scoped_session, sessionmaker

from forms_app.storage.database import METADATA, connection


class Base(DeclarativeBase):
    metadata = METADATA["people"]


sqla.FsModels.set_db_info(base_model=Base)


class Role(Base, sqla.FsRoleMixin):
    __tablename__ = "role"


class User(Base, sqla.FsUserMixin):
    __tablename__ = "user"

    roles: Mapped[list[Role]] = relationship(secondary="roles_users", back_populates="users", lazy="selectin")


def make_datastore(engine):  # type: ignore[no-untyped-def]
    session = scoped_session(sessionmaker(engine))
    return SQLAlchemySessionUserDatastore(session, User, Role)


def datastore() -> SQLAlchemySessionUserDatastore:
    """The running application's accounts."""
    return current_app.extensions["accounts"]


def list_accounts() -> list[User]:
    return list(datastore().db.session.scalars(select(User).order_by(User.email)))


def find_roles(account_id: int) -> tuple[str, ...] | None:
    """Of an active account, asked apart from the session as below; None for any other."""
    user, role, held = User.__table__, Role.__table__, METADATA["people"].tables["roles_users"]
    active = select(user.c.id).where(user.c.id == account_id, user.c.active)
    if connection("people").execute(active).first() is None:
        return None
    names = select(role.c.name).join(held, held.c.role_id == role.c.id).where(held.c.user_id == account_id)
    return tuple(connection("people").scalars(names.order_by(role.c.name)))


def has_accounts() -> bool:
    """Asked apart from the session, which would go on reading an old state and could not write afterwards."""
    return connection("people").execute(select(User.__table__.c.id).limit(1)).first() is not None


def end_every_session() -> None:
    """Of every account, and every link to a new password: both hang on what is made anew here."""
    user, made = User.__table__, connection("people")
    for id_ in list(made.scalars(select(user.c.id))):
        made.execute(update(user).where(user.c.id == id_).values(fs_uniquifier=uuid.uuid4().hex))
