package dev.shm.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of Boost. It has no programs, so the compiler has to be asked for them. */
final class Boost {
    private static final Pattern VERSION = Pattern.compile("#define BOOST_LIB_VERSION \"(.*)\"");

    private Boost() {}

    /**
     * {@return which version}
     * @throws MissingException if there is none, or no compiler
     */
    static String version() throws InterruptedException, MissingException {
        Program.require("g++");
        try {
            String nothing = "/dev/null";
            Matcher version = VERSION.matcher(
                    Program.run(List.of("g++", "-E", "-dM", "-x", "c++", "-include", "boost/version.hpp", nothing)));
            return version.find() ? version.group(1).replace('_', '.') : "of unknown version";
        } catch (IOException e) {
            throw new MissingException("Boost is not installed; on Debian: apt-get install libboost-dev");
        }
    }
}
