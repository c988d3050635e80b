"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}

Prefer a plain op.add_column: on SQLite a batch copies the whole table. Foreign keys are checked at the end of
all migrations and do not cascade meanwhile on SQLite, so delete children before their parents.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
