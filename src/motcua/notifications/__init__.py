"""Tells people what happened: reads the outbox, writes deliveries, sends them by e-mail, SMS, Zalo and in-app bell."""
