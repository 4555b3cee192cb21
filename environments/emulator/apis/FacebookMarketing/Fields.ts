/** Field names as the API's reference has them, by the kind of their values. Not those of the connector: it may be wrong. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Names, ids, days and settings of what a row of insights is about. */
export const INSIGHT_TEXTS = words(`
  account_currency account_id account_name ad_id ad_name adset_id adset_name attribution_setting
  buying_type campaign_id campaign_name created_time date_start date_stop objective optimization_goal
  updated_time
`);

/** Metrics that come as one number, written as text. */
export const INSIGHT_NUMBERS = words(`
  auction_bid auction_competitiveness auction_max_competitor_bid canvas_avg_view_percent
  canvas_avg_view_time clicks cost_per_dda_countby_convs cost_per_inline_link_click
  cost_per_inline_post_engagement cost_per_unique_click cost_per_unique_inline_link_click cpc cpm cpp
  ctr dda_countby_convs frequency full_view_impressions full_view_reach impressions
  inline_link_click_ctr inline_link_clicks inline_post_engagement instagram_upcoming_event_reminders_set
  instant_experience_clicks_to_open instant_experience_clicks_to_start marketing_messages_delivery_rate
  qualifying_question_qualify_answer_rate reach social_spend spend wish_bid shops_assisted_purchases
`);

/** Metrics that come as a list of actions with values. */
export const INSIGHT_LISTS = words(`
  action_values actions ad_click_actions ad_impression_actions catalog_segment_actions
  catalog_segment_value catalog_segment_value_mobile_purchase_roas
  catalog_segment_value_omni_purchase_roas catalog_segment_value_website_purchase_roas conversion_values
  conversions converted_product_quantity converted_product_value cost_per_15_sec_video_view
  cost_per_2_sec_continuous_video_view cost_per_action_type cost_per_ad_click cost_per_conversion
  cost_per_one_thousand_ad_impression cost_per_outbound_click cost_per_result cost_per_thruplay
  cost_per_unique_action_type cost_per_unique_conversion cost_per_unique_outbound_click dda_results
  instant_experience_outbound_clicks interactive_component_tap mobile_app_purchase_roas outbound_clicks
  outbound_clicks_ctr purchase_roas result_rate results video_30_sec_watched_actions
  video_avg_time_watched_actions video_continuous_2_sec_watched_actions video_p100_watched_actions
  video_p25_watched_actions video_p50_watched_actions video_p75_watched_actions
  video_p95_watched_actions video_play_actions video_play_curve_actions
  video_play_retention_0_to_15s_actions video_play_retention_20_to_60s_actions
  video_play_retention_graph_actions video_time_watched_actions website_ctr website_purchase_roas
`);

/** Fields of an ad account that are texts, money among them. */
export const ACCOUNT_TEXTS = words(`
  id account_id amount_spent balance business_city business_country_code business_name business_state
  business_street business_street2 business_zip currency default_dsa_beneficiary default_dsa_payor
  end_advertiser end_advertiser_name funding_source io_number media_agency min_campaign_group_spend_cap
  name owner partner spend_cap tax_id tax_id_type timezone_name
`);

/** Fields of an ad account that are numbers. */
export const ACCOUNT_NUMBERS = words(`
  account_status age disable_reason fb_entity is_personal min_daily_budget tax_id_status timezone_id
  timezone_offset_hours_utc
`);

/** Fields of an ad account that are flags. */
export const ACCOUNT_FLAGS = words(`
  can_create_brand_lift_study has_migrated_permissions is_attribution_spec_system_default
  is_direct_deals_enabled is_in_3ds_authorization_enabled_market is_notifications_enabled
  is_prepay_account is_tax_id_required offsite_pixels_tos_accepted
`);

/** Fields of an ad account that are lists. */
export const ACCOUNT_LISTS = words(`
  attribution_spec brand_safety_content_filter_levels capabilities existing_customers
  failed_delivery_checks line_numbers user_tasks
`);

/** Fields of an ad account that are objects. */
export const ACCOUNT_OBJECTS = words(`
  rf_spec tos_accepted user_tos_accepted agency_client_declaration business
  expired_funding_source_details extended_credit_invoice_group funding_source_details
`);

/** Fields of an ad account that are times. */
export const ACCOUNT_TIMES = words(`
  created_time
`);

/** Fields of a creative that are texts. */
export const CREATIVE_TEXTS = words(`
  id account_id actor_id applink_treatment authorization_category body branded_content_sponsor_page_id
  bundle_folder_id call_to_action_type categorization_criteria category_media_source
  collaborative_ads_lsb_image_bank_id destination_set_id dynamic_ad_voice
  effective_authorization_category effective_instagram_media_id effective_object_story_id image_hash
  image_url instagram_permalink_url instagram_user_id link_destination_display_url link_og_id link_url
  messenger_sponsored_message name object_id object_store_url object_story_id object_type object_url
  page_welcome_message photo_album_source_object_story_id place_page_set_id playable_asset_id
  product_set_id source_instagram_media_id status template_url thumbnail_id thumbnail_url title url_tags
  video_id
`);

/** Fields of a creative that are flags. */
export const CREATIVE_FLAGS = words(`
  enable_direct_install enable_launch_instant_app use_page_actor_override
`);

/** Fields of a creative that are lists. */
export const CREATIVE_LISTS = words(`
  adlabels product_data
`);

/** Fields of an ad. */
export const AD_FIELDS = words(`
  id account_id ad_active_time ad_review_feedback ad_schedule_end_time ad_schedule_start_time adlabels
  adset adset_id bid_amount campaign campaign_id configured_status conversion_domain created_time
  creative_asset_groups_spec effective_status issues_info last_updated_by_app_id name
  preview_shareable_link recommendations source_ad source_ad_id status tracking_specs updated_time
  creative
`);

/** Of a creative, what a query of ads asks for in braces; any other field of a creative goes, too. */
export const NESTED_CREATIVE_FIELDS = words(`
  id name url_tags effective_object_story_id object_story_spec
`);

/** Fields of a creative that are objects. */
export const CREATIVE_OBJECTS = words(`
  ad_disclaimer_spec asset_feed_spec branded_content contextual_multi_ads creative_sourcing_spec
  degrees_of_freedom_spec facebook_branded_content image_crops interactive_components_spec
  object_story_spec platform_customizations portrait_customizations recommender_settings
  template_url_spec
`);
