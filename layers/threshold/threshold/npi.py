"""The National Provider Identifier and its check digit."""


def is_npi(text: str) -> bool:
    """Whether text is an NPI: ten digits, the last a Luhn check digit over 80840 and the rest.

    Source: 45 CFR 162.406; the prefix 80840 is ISO 7812's for US health.
    """
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return False
    digits = [int(digit) for digit in reversed("80840" + text)]
    doubled = (2 * digit for digit in digits[1::2])
    return (sum(digits[::2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0
