/** The words in which features speak HTTP: routes as data, requests, answers, problems, pages. */
@NullMarked
package centuple.platform.http;

import org.jspecify.annotations.NullMarked;
