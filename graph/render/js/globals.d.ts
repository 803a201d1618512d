/** vis-network, which stands in the page before our own script. */
declare const vis: any;
