"""A library lends books: the smallest whole process, kept to show what one costs and to test casework."""
