"""Applications to calls: written, sent, screened, proposed and decided."""
