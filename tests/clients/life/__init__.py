"""The life of a list, and clients that stay subscribed through it."""
