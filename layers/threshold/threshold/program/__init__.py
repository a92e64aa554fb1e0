"""The program's configuration: who is served, which plans, which payers and how they are asked."""
