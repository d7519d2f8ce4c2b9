"""Ways to hand text messages over: a folder of files, or a gateway by HTTP."""
