"""The letters that go with an escalation, as templates."""
