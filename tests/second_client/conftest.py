"""The team whose space a second client follows."""

from tests.journeys.conftest import team, vault_of, yarrow

__all__ = ["team", "vault_of", "yarrow"]
