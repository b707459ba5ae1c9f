"""Passwords, hashed with Argon2id: those of forms small enough that several can be checked at once."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # KiB; OWASP's second profile

ACCOUNTS = {"argon2__rounds": 3, "argon2__memory_cost": 65_536, "argon2__parallelism": 4}  # RFC 9106, 4, second choice


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def is_right(password: str, hashed: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
