/** The plugin of a sink that writes lines of JSON into a file. */
package com.example.sink;
