package btcfeed.planted.testsupport.fake;

/** Something only tests may see. */
public interface Fake {}
