from local.life_cycle_diagram import PAGE, drawn


def test_the_diagram_in_the_docs_is_the_table():
    page = PAGE.read_text(encoding="utf-8")
    assert drawn(page) == page
