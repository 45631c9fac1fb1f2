/*! centuple.js carries a partner's mark from the landing page to the order. docs/reference/landing-helper.md */
// Lines that are comments are left out when the exchange serves this file; it has no other build step.
// It is written in the JavaScript of 2009, which every browser reads. Nothing here may throw into the page: whatever a
// browser forbids (cookies, storage, requests) is passed over in silence, and the visitor is then not counted.
(function (w, d) {
  'use strict';
  var api = w.centuple = w.centuple || {};
  // Included twice.
  if (api.mode) return;
  var tag = d.currentScript || d.querySelector('script[src*="centuple.js"]');
  var mode = /^(reward|identifier-free)$/.test(option('mode')) ? option('mode') : 'consent';
  var daily = mode === 'identifier-free';
  var MARK = daily ? /^shop_[0-9a-f]{8}\/\d{4}-\d\d-\d\d$/ : /^[\w-]{40,128}$/;
  var MARKS_MAX = daily ? 1 : 5;
  var GIVER_DAY = 'centuple_giver_day';
  var name = daily ? GIVER_DAY : 'centuple';
  var days = Math.min(Math.max(parseInt(option('days'), 10) || 30, 1), 365);
  // The mark in this page's address, in memory only.
  var landed = '';
  // What is kept: [mark, minute it came], newest first.
  var kept = [];
  // What the visitor answered last, by whom we have it from.
  var said = {};
  // The mark that was published last, and the request that told the cart.
  var told = '', cart;

  function option(key) {
    return String(tag && tag.getAttribute('data-' + key) || (api.options || {})[key] || '');
  }

  function quiet(work) {
    return function () {
      try { return work.apply(this, arguments); } catch (e) {}
    };
  }

  function minute() { return Math.floor(Date.now() / 6e4); }

  function marks() { return kept.map(function (entry) { return entry[0]; }); }

  function value() { return marks()[0] || ''; }

  function parameter(key) {
    return (new RegExp('(?:^.|&)' + key + '=([^&]*)').exec(w.location.search) || ['', ''])[1];
  }

  // The address: its mark is remembered for this page, ctp is taken out, everything else stays as it is, byte for byte.
  function readAddress() {
    var mark = parameter('ctp'), search = w.location.search;
    if (daily) {
      var day = new Date().toISOString().slice(0, 10);
      mark = parameter('utm_source') === 'centuple' && parameter('utm_campaign') + '/' + day;
    }
    if (MARK.test(mark)) landed = mark;
    var rest = search.slice(1).split('&').filter(function (pair) { return !/^ctp(=|$)/.test(pair); }).join('&');
    if (rest !== search.slice(1)) {
      var address = w.location.href.replace(search, function () { return rest && '?' + rest; });
      w.history.replaceState(w.history.state, '', address);
    }
  }

  // Storage: tokens in a cookie of the shop, which its server can read; partner and day for this visit only.
  function stored() {
    var text = daily ? w.sessionStorage.getItem(name) : /(?:^|; )centuple=([^;]*)/.exec(d.cookie)[1];
    return text.split('~').map(function (entry) { return entry.split('.'); }).filter(function (entry) {
      return MARK.test(entry[0]) && Math.abs(minute() - parseInt(entry[1], 36)) < days * 1440;
    });
  }

  function setCookie(text) {
    d.cookie = 'centuple=' + text + '; path=/; samesite=lax; max-age=' + (text && days * 86400 || 0) +
      (w.location.protocol === 'https:' ? '; secure' : '') + (option('domain') && '; domain=' + option('domain'));
  }

  var store = quiet(function () {
    var text = kept.map(function (entry) { return entry.join('.'); }).join('~');
    if (!daily) setCookie(text);
    else if (text) w.sessionStorage.setItem(name, text);
    else w.sessionStorage.removeItem(name);
  });

  function keep() {
    if (w.navigator.globalPrivacyControl) return false;
    kept = quiet(stored)() || kept;
    if (landed && marks().indexOf(landed) < 0) {
      kept = [[landed, minute().toString(36)]].concat(kept).slice(0, MARKS_MAX);
      store();
    }
    publish();
    return kept.length > 0;
  }

  function forget() {
    kept = [];
    store();
    publish();
  }

  // Consent: one "no" outweighs every "yes"; what the shop says by centuple.consent() outweighs both.
  function decide() {
    var all = true;
    for (var source in said) all = all && said[source];
    if ('own' in said ? said.own : all) keep();
    else forget();
  }

  function hear(source, yes) {
    said[source] = yes;
    decide();
  }

  function hearGoogle(entries) {
    var news = [].filter.call(entries, function (entry) {
      var storage = entry && entry[0] === 'consent' && entry[1] === 'update' && entry[2] && entry[2].ad_storage;
      if (storage) said.google = storage === 'granted';
      return storage;
    });
    if (news.length) decide();
  }

  var ask = quiet(function () {
    if (w.__tcfapi && !ask.tcf) {
      ask.tcf = true;
      w.__tcfapi('addEventListener', 2, quiet(function (tc, ok) {
        if (!ok || !/^(tcloaded|useractioncomplete)$/.test(tc.eventStatus)) return;
        // Purpose 1 is storing something at the visitor's, 7 is measuring advertising.
        var yes = tc.gdprApplies === false || tc.purpose.consents;
        hear('tcf', yes === true || yes[1] && yes[7]);
      }));
    }
    if (w.dataLayer && !ask.google) {
      ask.google = w.dataLayer.push;
      w.dataLayer.push = function () {
        quiet(hearGoogle)(arguments);
        return ask.google.apply(this, arguments);
      };
      hearGoogle(w.dataLayer);
    }
    // Without a type there is no banner, and this function says yes to everything.
    if (w.wp_has_consent && (w.wp_consent_type || w.wp_fallback_consent_type)) {
      hear('wp', w.wp_has_consent('marketing'));
    }
  });

  // The order: fields of forms, the cart of Shopify, a function of the shop.
  var fill = quiet(function () {
    [].forEach.call(d.querySelectorAll('[data-centuple-field]'), function (input) {
      input.value = input.getAttribute('data-centuple-field') === 'all' ? marks().join(' ') : value();
    });
  });

  function updateCart() {
    var root = w.Shopify && w.Shopify.routes && w.Shopify.routes.root || '/';
    return w.fetch(root + 'cart.js').then(function (answer) { return answer.json(); }).then(function (now) {
      var wanted = {};
      wanted[name] = marks().join(' ');
      return ((now.attributes || {})[name] || '') === wanted[name] || w.fetch(root + 'cart/update.js', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ attributes: wanted })
      });
    })['catch'](function () {
      // The next page tries again.
    });
  }

  function publish() {
    fill();
    if (told === value()) return;
    told = value();
    // One after the other: of a "yes" and a "no" at once the later must be the last.
    if (option('cart') === 'shopify') quiet(function () { cart = cart ? cart.then(updateCart) : updateCart(); })();
    quiet(function () { if (api.onToken) api.onToken(told); })();
  }

  api.mode = mode;
  api.fill = fill;
  api.tokens = function () { return daily ? [] : marks(); };
  api.giverDay = function () {
    var parts = value().split('/');
    return parts[1] ? { giver: parts[0], day: parts[1] } : null;
  };
  api.consent = quiet(function (yes) { if (yes !== true || mode !== 'reward') hear('own', yes === true); });
  api.reward = quiet(function () {
    return mode === 'reward' && (w.navigator.userActivation || { isActive: true }).isActive && keep();
  });

  quiet(readAddress)();
  quiet(function () {
    // What another mode kept before.
    if (daily) setCookie('');
    else w.sessionStorage.removeItem(GIVER_DAY);
  })();
  quiet(function () {
    kept = quiet(stored)() || [];
    told = value();
    if (w.navigator.globalPrivacyControl) return forget();
    told = '';
    if (daily) keep();
    publish();
    d.addEventListener('submit', fill, true);
    d.addEventListener('DOMContentLoaded', fill);
    if (mode === 'reward') {
      d.addEventListener('click', quiet(function (event) {
        if (event.isTrusted && event.target.closest('[data-centuple-reward]')) keep();
      }), true);
    } else if (!daily) {
      d.addEventListener('wp_listen_for_consent_change', quiet(function (event) {
        if (event.detail.marketing) hear('wp', event.detail.marketing === 'allow');
      }));
      ask();
      d.addEventListener('DOMContentLoaded', ask);
      w.addEventListener('load', ask);
    }
  })();
})(window, document);
