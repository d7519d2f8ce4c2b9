"""Quick cards (操作卡片): one page a flow, to lie beside the keyboard."""
