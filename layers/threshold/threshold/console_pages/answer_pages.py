class AnswerPages:
    def __init__(self, desk, shell): pass
    def show(self, visit, intake_id): pass
    def record(self, visit, intake_id): pass
