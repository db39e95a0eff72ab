"""What the server answers, over a real socket."""
