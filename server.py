"""Serve the event list: ``python server.py``. Imported, this is a WSGI application, ``app``."""

if __name__ == "__main__":
    from feeds.cli import main

    main(["serve"])
elif __name__ != "__mp_main__":  # which a worker calls it that was not forked
    from feeds.web.worker import make_application

    app = make_application()
