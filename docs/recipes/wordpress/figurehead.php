<?php
/*
Plugin Name: Figures of the council
Description: Lets editors paste the link of a published figure; it becomes the figure, fitted to its content.
Version: 1.0
*/
// Run in make soak with WordPress 6.1.
// Put the address of your Figurehead server here, or define FIGUREHEAD_URL in wp-config.php.
add_action('init', function () {
	$server = defined('FIGUREHEAD_URL') ? FIGUREHEAD_URL : 'https://figures.example.gov.uk';
	wp_oembed_add_provider($server . '/w/*', $server . '/oembed');
	// A figure is as high as it is: WordPress' own bound would cut it off.
	add_filter('oembed_fetch_url', function ($url) use ($server) {
		return strpos($url, $server . '/oembed') === 0 ? remove_query_arg('maxheight', $url) : $url;
	});
});
