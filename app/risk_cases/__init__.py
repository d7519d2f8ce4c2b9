"""Cases of an existing client's suitability: assessed anew, a mismatch acknowledged; the daily table of classes."""
