"""What a grant that is paid at actual cost was spent on: rows of expenses, and what of them is accepted."""
