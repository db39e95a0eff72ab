"""The life of a list: edited, broken, killed and restarted, on one server or on several."""
