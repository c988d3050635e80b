"""The verbs of financial reports."""

from __future__ import annotations

from app.grants.reports.services.checking import Verdict, accept_report, admit
from app.grants.reports.services.expenses import ExpenseData, enter, faults_of, remove
from app.grants.reports.services.files import receive_file
from app.grants.reports.services.sending import faults_of_report, lines_to_explain, send_report

__all__ = [
    "ExpenseData",
    "Verdict",
    "accept_report",
    "admit",
    "enter",
    "faults_of",
    "faults_of_report",
    "lines_to_explain",
    "receive_file",
    "remove",
    "send_report",
]
