<#-- Keycloak's language menu leads to the address of the page without its query (FreeMarkerLoginFormsProvider): what the page
     stands for would be lost. "languages" keeps that query; it has to come before the page. -->
<#macro keep query>
    <#if locale?? && query?has_content>
        <#local kept = []>
        <#list locale.supported as language>
            <#local kept = kept + [{"languageTag": language.languageTag, "label": language.label,
                "url": language.url + language.url?contains("?")?then("&", "?") + query}]>
        </#list>
        <#global locale = locale + {"supported": kept}>
    </#if>
</#macro>
