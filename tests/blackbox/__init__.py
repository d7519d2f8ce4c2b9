"""The program from outside: started, looked at over AT-SPI, driven by keys and pointer; nothing of it is imported."""
