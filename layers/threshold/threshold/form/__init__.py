"""The patient's form: what is asked on which page, what was said so far, what comes next."""
