"""Serve the event list: ``python server.py``. Imported, this is a WSGI application, ``app``."""

if __name__ == "__main__":
    from feeds.cli import main

    main(["serve"])
else:
    from feeds.serving import make_application

    app = make_application()
