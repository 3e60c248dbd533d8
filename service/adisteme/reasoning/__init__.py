"""HermiT, for `adisteme check` alone."""
