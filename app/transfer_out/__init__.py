"""Transfer-out and closing (转销户): intake, talk, approval, carrying out (TO-1 to TO-15)."""
