"""The catalogues, and beside them what keeps them whole (`make i18n`, `make check`)."""
