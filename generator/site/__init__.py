"""From rendered files to the finished website: run the engine, then check what it built."""
