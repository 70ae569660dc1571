/** The plugin of an exchange. */
package com.example.venue;
