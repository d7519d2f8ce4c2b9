"""A client's fund accounts and banks as a picture, and money orders between them."""
