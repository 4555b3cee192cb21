import { CONFIG_ATTRIBUTES } from '../../Constants';
import { defineParameters } from '../../Core/Parameters';

export const parameters = defineParameters({
  ShopDomain: {
    requiredType: 'string',
    isRequired: true,
    label: 'Shop domain',
    description:
      'The permanent domain of the shop, ending in myshopify.com. Several shops of one organisation, separated by commas.',
    placeholder: 'my-shop.myshopify.com',
  },
  AuthType: {
    requiredType: 'string',
    label: 'Authentication',
    description:
      'How the import signs in: by an app of your organisation, or by the token of an older custom app.',
    oneOf: [
      {
        value: 'client_credentials',
        label: 'App of your organisation',
        description:
          'Client id and secret of an app from the Dev Dashboard. A token for a day is fetched whenever one is needed.',
        items: {
          ClientId: {
            requiredType: 'string',
            isRequired: true,
            label: 'Client ID',
            description: 'From the settings of the app in the Dev Dashboard.',
          },
          ClientSecret: {
            requiredType: 'string',
            isRequired: true,
            label: 'Client secret',
            description: 'From the settings of the app in the Dev Dashboard, below the client ID.',
            attributes: [CONFIG_ATTRIBUTES.SECRET],
          },
        },
      },
      {
        value: 'access_token',
        label: 'Access token',
        description:
          'Admin API token of a custom app that was made in the admin of the shop before 2026. It belongs to one shop.',
        items: {
          AccessToken: {
            requiredType: 'string',
            isRequired: true,
            label: 'Admin API access token',
            description: 'Begins with shpat_. Shopify shows it once, when the app is installed.',
            attributes: [CONFIG_ATTRIBUTES.SECRET],
          },
        },
      },
    ],
  },
  AccessToken: {
    requiredType: 'string',
    label: 'Access token (old setting)',
    description: 'Choose "Access token" under Authentication instead.',
    attributes: [
      CONFIG_ATTRIBUTES.SECRET,
      CONFIG_ATTRIBUTES.DEPRECATED,
      CONFIG_ATTRIBUTES.HIDE_IN_CONFIG_FORM,
    ],
  },
});
