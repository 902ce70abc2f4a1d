package io.millrace.token.library;

import java.nio.file.Path;

class DirectLibraryTest extends TokenLibraryContract {
    @Override
    TokenLibrary open(Path file) {
        return new DirectLibrary(file);
    }
}
