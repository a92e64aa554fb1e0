"""Where intakes are kept: DynamoDB, and a twin of it in memory for tests of use cases."""
